import { later, overlay } from '../../../kit/later';
import { useDeskView } from '../desk/use-desk';

const LaterSignInAgainDialog = later(() =>
  overlay(() => import('./sign-in-again-dialog').then(({ SignInAgainDialog }) => SignInAgainDialog)),
);
const LaterOtherTabDialog = later(() =>
  overlay(() => import('./other-tab-dialog').then(({ OtherTabDialog }) => OtherTabDialog)),
);

/** Fetches the dialogs while there is a connection, since one of them asks to sign in after it was lost. */
export function preloadDialogs(): void {
  LaterSignInAgainDialog.preload();
  LaterOtherTabDialog.preload();
}

export function SignInAgain() {
  const isOpen = useDeskView((view) => view.signInAgain !== null);
  return isOpen && <LaterSignInAgainDialog />;
}

export function OtherTab() {
  const isOpen = useDeskView((view) => view.tabState === 'conflict');
  return isOpen && <LaterOtherTabDialog />;
}
