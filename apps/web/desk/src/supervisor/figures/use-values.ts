import { useFormats } from '../../../../kit/language';
import type { Measure } from '../view/report';
import { useSupervisorWords } from '../words/words';

/** Writes the values of a report. A value that no conversation has is a dash. */
export function useValues(): (value: number | null, measure: Measure) => string {
  const { report } = useSupervisorWords();
  const { number, percent, span } = useFormats();
  const write = { number, percent, seconds: span };
  return (value, measure) => (value === null ? report.none : write[measure](value));
}
