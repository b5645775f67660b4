import '../../libs/testing/src';
