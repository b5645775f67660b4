import './without-eval';
import { takeArrival } from '../../kit/provider-sign-in';
import { showPage } from '../../kit/show-page';
import { AdminPage } from './admin-page';

// Before the first route is read from the same part of the address.
const arrival = takeArrival();

void showPage(<AdminPage arrival={arrival} />);
