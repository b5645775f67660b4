import type { WidgetSettings } from '@rejoin/contracts';
import { SwitchField } from '../fields/switch-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';

/** The defaults of the gateway for settings of older releases, which do not contain them. */
const ofOlderReleases = { showCount: true, playSound: false };

/** *Customer notifications*: how customers are notified of messages while the chat is not visible. */
export function NotificationFields({ form }: { form: FormTools<WidgetSettings> }) {
  const words = useAdminWords();
  const fields = useFields();
  const { draft, bind, change } = form;
  const { notifications = ofOlderReleases } = draft;
  const field = (name: keyof typeof notifications, hint: string) => (
    <SwitchField
      bound={bind(`/notifications/${name}`)}
      label={fields[`/notifications/${name}`]}
      hint={hint}
      isOn={notifications[name]}
      onValue={(isOn) => {
        change(`/notifications/${name}`, { ...draft, notifications: { ...notifications, [name]: isOn } });
      }}
    />
  );
  return (
    <>
      {field('showCount', words.widget.countHint)}
      {field('playSound', words.widget.soundHint)}
    </>
  );
}
