import type { OpenWindow } from '@rejoin/contracts';
import type { BulkAction } from '../view/results';
import { transferableOf } from '../view/selection';
import { GiveUpDialog } from './give-up-dialog';
import { HandOverDialog } from './hand-over-dialog';

/** An action that is confirmed in a dialog, and the windows that were selected when the dialog was opened. */
export interface WindowQuestion {
  readonly name: 'give-up' | 'hand-over';
  readonly windows: readonly OpenWindow[];
}

interface Props {
  readonly question: WindowQuestion;
  onAct(action: BulkAction, windows: OpenWindow[]): void;
  onClose(): void;
}

export function WindowDialog({ question: { name, windows }, onAct, onClose }: Props) {
  return name === 'give-up' ? (
    <GiveUpDialog
      windows={windows}
      onClose={onClose}
      onConfirm={() => {
        onAct({ type: 'give-up' }, [...windows]);
      }}
    />
  ) : (
    <HandOverDialog
      windows={windows}
      onClose={onClose}
      onConfirm={({ agentId, name: toName }) => {
        const { active } = transferableOf(windows);
        onAct({ type: 'hand-over', toAgentId: agentId, toName }, active);
      }}
    />
  );
}
