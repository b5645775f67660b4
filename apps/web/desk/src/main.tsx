import { takeArrival } from '../../kit/provider-sign-in';
import { showPage } from '../../kit/show-page';
import { DeskTab } from './desk/desk-tab';
import { DeskProvider } from './desk/use-desk';
import { App } from './shell/app';
import { endpointsOf } from './view/endpoints';

const configured = document.querySelector<HTMLMetaElement>('meta[name=rejoin-endpoints]')?.content ?? '';
const desk = new DeskTab(endpointsOf(location.origin, configured));
desk.signIns.resume(takeArrival());

void showPage(
  <DeskProvider value={desk}>
    <App />
  </DeskProvider>,
);
