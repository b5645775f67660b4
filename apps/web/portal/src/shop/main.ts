import { signedIn, signIn, signOut, takeCustomerOfAddress, tokenOf } from './account';
import { addWidget, rejoin } from './rejoin';
import './shop.css';

/** What the server has written into the page. */
interface Page {
  readonly lines: readonly string[];
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
      ? { widgetId: 'demo', endpoint: page.lines }
      : { widgetId: 'demo-signed-in', endpoint: page.lines, authTokenProvider: () => tokenOf(customer) },
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

/** Nobody who uses this browser next is to find the chat. */
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
 * The demo around this page needs the link, to open it on a second device as a person would by its QR code. Who is
 * signed in it hears at once: a visitor is quick to close the browser.
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
