import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  makeStyles,
  Select,
  Spinner,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons';
import type { AlertThresholds, Queues, StoredThresholds } from '@rejoin/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FailedRegion } from '../../../../kit/region';
import { useToasts } from '../../../../kit/toasts';
import { useRequest } from '../use-request';
import { numberFields, thresholdOf } from '../view/alerts';
import { useSupervisorWords } from '../words/words';
import { alertSoundIsOn, switchAlertSound } from './alert-sound';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** Sets from which values on a workstream raises alerts, for all supervisors, and the sound of this browser. */
export function ThresholdsDialog({ queues, chosen }: { queues: Queues['queues']; chosen: string | null }) {
  const styles = useStyles();
  const { alerts: words, workstream } = useSupervisorWords();
  const [isOpen, setOpen] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const [hasSound, setSound] = useState(alertSoundIsOn);
  const workstreamId = selected ?? chosen ?? queues[0]?.workstreamId;
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(_, { open }) => {
        setOpen(open);
        setSelected(null);
      }}
    >
      <DialogTrigger disableButtonEnhancement>
        <Button icon={<AlertRegular />}>{words.title}</Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent className={styles.content}>
            <Switch
              label={words.sound}
              checked={hasSound}
              onChange={(_, { checked }) => {
                switchAlertSound(checked);
                setSound(checked);
              }}
            />
            <Field label={workstream} hint={words.forAll}>
              <Select
                value={workstreamId ?? ''}
                onChange={(_, { value }) => {
                  setSelected(value);
                }}
              >
                {queues.map(({ workstreamId: id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
            {isOpen && workstreamId !== undefined && (
              <Thresholds
                key={workstreamId}
                workstreamId={workstreamId}
                onSaved={() => {
                  setOpen(false);
                }}
              />
            )}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Thresholds({ workstreamId, onSaved }: { workstreamId: string; onSaved: () => void }) {
  const { alerts: words } = useSupervisorWords();
  const request = useRequest();
  const { data, error, refetch } = useQuery({
    queryKey: ['thresholds', workstreamId],
    queryFn: () => request((client) => client.alertThresholds(workstreamId)),
    gcTime: 0,
  });
  if (data) return <ThresholdsForm key={data.version} stored={data} onSaved={onSaved} />;
  if (error) return <FailedRegion error={error} onRetry={() => void refetch()} />;
  return <Spinner label={words.loading} />;
}

function ThresholdsForm({ stored, onSaved }: { stored: StoredThresholds; onSaved: () => void }) {
  const styles = useStyles();
  const { alerts: words } = useSupervisorWords();
  const request = useRequest();
  const toasts = useToasts();
  const queries = useQueryClient();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(numberFields.map(([name]) => [name, String(stored.thresholds[name] ?? '')])),
  );
  const [noAgent, setNoAgent] = useState(stored.thresholds.noAgent);
  const values = numberFields.map(([name, most]) => [name, thresholdOf(texts[name] ?? '', most)] as const);
  const isValid = values.every(([, value]) => value !== undefined);
  const save = async () => {
    if (!isValid) return;
    const thresholds: AlertThresholds = { ...stored.thresholds, ...Object.fromEntries(values), noAgent };
    try {
      await request((client) => client.setAlertThresholds(stored.workstreamId, stored.version, thresholds));
      onSaved();
      void queries.invalidateQueries({ queryKey: ['alerts'] });
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <form
      className={styles.content}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {numberFields.map(([name, most]) => (
        <Field
          key={name}
          label={words.fields[name]}
          {...(thresholdOf(texts[name] ?? '', most) === undefined
            ? { validationMessage: words.invalid({ most }) }
            : {})}
        >
          <Input
            inputMode="numeric"
            value={texts[name] ?? ''}
            onChange={(_, { value }) => {
              setTexts({ ...texts, [name]: value });
            }}
          />
        </Field>
      ))}
      <Switch
        label={words.fields.noAgent}
        checked={noAgent}
        onChange={(_, { checked }) => {
          setNoAgent(checked);
        }}
      />
      <DialogActions>
        <DialogTrigger disableButtonEnhancement>
          <Button>{words.cancel}</Button>
        </DialogTrigger>
        <Button type="submit" appearance="primary" disabledFocusable={!isValid}>
          {words.save}
        </Button>
      </DialogActions>
    </form>
  );
}
