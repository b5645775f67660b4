import { takeArrival } from '../../kit/provider-sign-in';
import { showPage } from '../../kit/show-page';
import { Desk } from './desk/desk';
import { DeskProvider } from './desk/use-desk';
import { App } from './shell/app';
import { endpointsOf } from './view/endpoints';

const configured = document.querySelector<HTMLMetaElement>('meta[name=rejoin-endpoints]')?.content ?? '';
const desk = new Desk(endpointsOf(location.origin, configured));
desk.signIns.resume(takeArrival());

void showPage(
  <DeskProvider value={desk}>
    <App />
  </DeskProvider>,
);
