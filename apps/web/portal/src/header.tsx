import icon from '../../kit/icon.svg';
import type { Story } from './story';

export function Header({ story: { connected, hello } }: { story: Story }) {
  return (
    <header class="top">
      <img class="logo" src={icon} alt="" />
      <h1>Rejoin</h1>
      <p>Disconnected customers return to the same chat and the same agent.</p>
      <nav aria-label="More">
        {hello && (
          <a href={hello.admin} target="_blank" rel="noreferrer">
            Administration
          </a>
        )}
        <span class="live" data-on={connected} role="status">
          {connected ? 'Live' : 'Connecting'}
        </span>
      </nav>
    </header>
  );
}
