import type { WorkstreamSettings } from '@rejoin/contracts';
import type { FormTools } from '../form/use-form';

/** Changes settings in the draft. The first one is the field that the person has edited. */
export function changeSetting(
  form: FormTools<WorkstreamSettings>,
  changed: Partial<WorkstreamSettings>,
): void {
  form.change(`/${Object.keys(changed)[0] ?? ''}`, { ...form.draft, ...changed });
}
