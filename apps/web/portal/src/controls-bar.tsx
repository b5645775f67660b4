import type { Control, ControlName } from './controls';

interface Props {
  controls: readonly Control[];
  press: (control: ControlName) => void;
}

export function Controls({ controls, press }: Props) {
  return (
    <section class="controls" aria-label="Customer actions">
      {controls.map(({ name, label, words, able }) => (
        <button key={name} type="button" data-control={name} disabled={!able} onClick={() => press(name)}>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d={icons[name]} />
          </svg>
          <strong>{label}</strong>
          <span>{words}</span>
        </button>
      ))}
    </section>
  );
}

const icons: Readonly<Record<ControlName, string>> = {
  cut: 'M2 10h5M13 10h5M8 6l4 8',
  restore: 'M2 10h16M12 5l5 5-5 5',
  close: 'M3 4h14v12H3zM3 8h14M8.5 10.5l3 3m0-3-3 3',
  device: 'M6 2h8v16H6zM9 15.5h2',
  late: 'M10 5v5l3.5 2M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z',
};
