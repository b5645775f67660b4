import { signedIn, signIn, signOut, takeCustomerOfAddress, tokenOf } from './account';
import { addWidget, rejoin } from './rejoin';
import './shop.css';

/** The configuration that the server has written into the page. */
interface Page {
  readonly endpoints: readonly string[];
  readonly widgetUrl: string;
  readonly demo: string;
  readonly customers: readonly { readonly id: string; readonly name: string }[];
}

const tellMs = 700;
const page = JSON.parse(document.body.dataset['page'] ?? '{}') as Page;
takeCustomerOfAddress(page.customers.map(({ id }) => id));
const customer = signedIn();

rejoin((widget) =>
  widget.boot(
    customer === null
      ? { widgetId: 'demo', endpoint: page.endpoints }
      : { widgetId: 'demo-signed-in', endpoint: page.endpoints, authTokenProvider: () => tokenOf(customer) },
  ),
);
addWidget(page.widgetUrl);
showAccount();
if (window.parent !== window) tellDemo();

function showAccount(): void {
  const name = page.customers.find(({ id }) => id === customer)?.name;
  byId('who').textContent = name ?? 'Sign in';
  const choices = name
    ? [choice('Sign out', leave)]
    : page.customers.map(({ id, name }) => choice(`Sign in as ${name}`, () => signIn(id)));
  byId('choices').append(...choices);
}

/** Removes the chat from this browser, so that the next person who uses it does not see it. */
function leave(): void {
  rejoin((widget) => {
    widget.shutdown();
    signOut();
  });
}

function choice(label: string, act: () => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', act);
  return button;
}

/**
 * Reports the link to the surrounding demo, which opens it on a second device as a person would with its QR code. Reports
 * immediately who is signed in, because a visitor may close the browser at once.
 */
function tellDemo(): void {
  let told = '';
  const tell = (reconnectId: string | null): void => {
    const now = JSON.stringify({ rejoinDemo: 1, customer, reconnectId });
    if (now === told) return;
    told = now;
    window.parent.postMessage(JSON.parse(now), page.demo);
  };
  tell(null);
  setInterval(() => {
    rejoin((widget) => {
      tell(widget.getReconnectContext()?.reconnectId ?? null);
    });
  }, tellMs);
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}
