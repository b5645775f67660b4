import { Checkbox, Field, makeStyles, Select, Text, Textarea, tokens } from '@fluentui/react-components';
import type { BlockOptions } from '@rejoin/client';
import { pageLimits } from '@rejoin/contracts/plain';
import { useState } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useFormats } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { useDeskView } from '../desk/use-desk';
import { daysOf, hoursFor, type Hours } from './hours';
import { useBlockWords } from './words/words';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface Props {
  readonly customer: string;
  block(options: BlockOptions): Promise<unknown>;
  onClose(): void;
}

/** Asks for how long, and why, a customer is blocked. */
export function BlockDialog({ customer, block, onClose }: Props) {
  const styles = useStyles();
  const words = useBlockWords();
  const toasts = useToasts();
  const formats = useFormats();
  const choices = hoursFor(useDeskView((view) => view.account?.roles) ?? []);
  const [hours, setHours] = useState<Hours>(pageLimits.agentBlockHours);
  const [reason, setReason] = useState('');
  const [address, setAddress] = useState(false);
  const nameOf = (one: Hours) => {
    if (one === null) return words.withoutEnd;
    const count = daysOf(one);
    return count === undefined ? formats.duration(one * 3600) : words.days({ count });
  };
  const confirm = async () => {
    try {
      await block({
        hours,
        reason: reason.trim(),
        address,
      });
      toasts.succeeded(words.blocked);
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <ConfirmDialog
      isOpen
      title={words.title({ customer })}
      action={words.block}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <div className={styles.fields}>
        <Text>{words.text}</Text>
        <Field label={words.lasts}>
          <Select
            value={String(hours)}
            onChange={(_, { value }) => {
              const chosen = choices.find((one) => String(one) === value);
              if (chosen !== undefined) setHours(chosen);
            }}
          >
            {choices.map((one) => (
              <option key={one} value={String(one)}>
                {nameOf(one)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words.reason} hint={words.reasonHint}>
          <Textarea
            rows={2}
            dir="auto"
            maxLength={pageLimits.blockReasonUnits}
            value={reason}
            onChange={(_, { value }) => {
              setReason(value);
            }}
          />
        </Field>
        <Field hint={words.addressHint}>
          <Checkbox
            label={words.address}
            checked={address}
            onChange={(_, { checked }) => {
              setAddress(checked === true);
            }}
          />
        </Field>
      </div>
    </ConfirmDialog>
  );
}
