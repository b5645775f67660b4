import './without-eval';
import { showPage } from '../../kit/show-page';
import { AdminPage } from './admin-page';

showPage(<AdminPage />);
