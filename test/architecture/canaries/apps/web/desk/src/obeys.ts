import type {} from '../../../../libs/contracts/src';
import 'react';
