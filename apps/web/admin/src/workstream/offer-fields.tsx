import type { WorkstreamSettings } from '@rejoin/contracts';
import { NumberField } from '../fields/number-field';
import { SwitchField } from '../fields/switch-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { changeSetting } from './change-setting';

/** How long an agent has to accept an offered conversation, and what follows from a missed offer. */
export function OfferFields({ form }: { form: FormTools<WorkstreamSettings> }) {
  const words = useAdminWords();
  const fields = useFields();
  const { draft, bind } = form;
  return (
    <>
      <NumberField
        bound={bind('/offerSeconds')}
        label={fields['/offerSeconds']}
        hint={words.workstream.offerHint}
        unit={words.seconds}
        value={draft.offerSeconds ?? NaN}
        onValue={(offerSeconds) => {
          changeSetting(form, { offerSeconds });
        }}
        onEmpty={() => {
          changeSetting(form, { offerSeconds: null });
        }}
      />
      {typeof draft.offerSeconds === 'number' && (
        <SwitchField
          bound={bind('/awayAfterMissedOffer')}
          label={fields['/awayAfterMissedOffer']}
          hint={words.workstream.awayAfterMissedHint}
          isOn={draft.awayAfterMissedOffer === true}
          onValue={(awayAfterMissedOffer) => {
            changeSetting(form, { awayAfterMissedOffer });
          }}
        />
      )}
    </>
  );
}
