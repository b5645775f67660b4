import '../../../../libs/kernel/src';
