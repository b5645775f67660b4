import '../../../../libs/testing/src';
