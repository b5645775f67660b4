import { Button } from '@fluentui/react-components';
import { showPage } from '../../kit/show-page';

showPage(<Button>Rejoin</Button>);
