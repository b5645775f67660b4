import '../../kernel/src';
