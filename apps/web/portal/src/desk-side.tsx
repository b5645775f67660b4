import type { Story } from './story';

export function DeskSide({ story: { hello } }: { story: Story }) {
  return (
    <section class="side desk" aria-labelledby="desk-title">
      <div class="side-head">
        <h2 id="desk-title">Agent desk</h2>
        <p>
          Sign in as <kbd>anna@demo</kbd> with <kbd>rejoin-demo</kbd>
        </p>
      </div>
      <div class="device">
        {hello && <iframe src={hello.desk} title="Agent desk" allow="clipboard-write" />}
      </div>
    </section>
  );
}
