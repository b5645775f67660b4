import { useFormats } from '../../../../kit/language';
import { useSupervisorWords } from '../words/words';

/** Writes a range of durations, given in seconds. The last one has no end. */
export function useSpanOf(): (from: number, upTo: number | null) => string {
  const words = useSupervisorWords();
  const { span } = useFormats();
  return (from, upTo) => {
    if (upTo === null) return words.above({ span: span(from) });
    return from === 0
      ? words.upTo({ span: span(upTo) })
      : words.between({ from: span(from), to: span(upTo) });
  };
}
