import { showPage } from '../../kit/show-page';
import { Desk } from './desk/desk';
import { DeskProvider } from './desk/use-desk';
import { App } from './shell/app';

const desk = new Desk([location.origin]);
desk.resume();

showPage(
  <DeskProvider value={desk}>
    <App />
  </DeskProvider>,
);
