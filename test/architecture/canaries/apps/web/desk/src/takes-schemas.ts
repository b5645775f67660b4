import '../../../../libs/contracts/src';
