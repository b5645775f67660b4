import type { Story } from './story';

export function Header({ story: { connected, hello } }: { story: Story }) {
  return (
    <header class="top">
      <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" />
        <path d="M9 10h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7l-5 4v-4H9a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z" />
      </svg>
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
