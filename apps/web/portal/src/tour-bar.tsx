import type { StepName } from './story';
import { nextStep, tour } from './tour';

/** The next step of the tour, which expands to all steps. */
export function Tour({ done }: { done: readonly StepName[] }) {
  const next = nextStep(done);
  return (
    <section class="tour" aria-label="Tour">
      <ol>
        {tour.map(({ name, title, words }, at) => (
          <li
            key={name}
            data-done={done.includes(name)}
            aria-current={name === next?.name ? 'step' : undefined}
            title={words}
          >
            <span class="tick" aria-hidden="true">
              {done.includes(name) ? '✓' : at + 1}
            </span>
            {title}
            {done.includes(name) && <span class="unseen">, done</span>}
          </li>
        ))}
      </ol>
      <p>{next?.words ?? 'Tour complete. Explore on your own.'}</p>
    </section>
  );
}
