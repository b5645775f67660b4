import type {} from '../../../../libs/contracts/src';
import 'react';
import '../../../../libs/contracts/src/plain';
