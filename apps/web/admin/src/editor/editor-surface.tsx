import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useFocusReturn } from '../../../kit/focus-return';
import { Region } from '../../../kit/region';
import { ConflictDialog } from '../conflict/conflict-dialog';
import type { Editor } from '../form/use-editor';
import { useLeaveQuestion } from '../route/leave-question';
import { useAdminWords } from '../words/words';
import { EditorMessage } from './editor-message';
import { EditorTabs } from './editor-tabs';
import { useShownTab, type EditorTab } from './use-shown-tab';

const useStyles = makeStyles({
  surface: {
    width: 'min(860px, 100vw)',
    maxWidth: 'none',
    '@media (max-width: 720px)': { padding: tokens.spacingHorizontalL, borderRadius: 0 },
  },
  small: { width: 'min(600px, 100vw)' },
  body: {
    maxHeight: 'calc(100dvh - 96px)',
    '@media (max-width: 720px)': { maxHeight: 'calc(100dvh - 32px)' },
  },
  content: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: 'min(520px, 60dvh)',
    paddingBlockStart: tokens.spacingVerticalM,
  },
});

interface Props<Draft> {
  readonly title: string;
  readonly subtitle?: string;
  readonly editor: Editor<Draft>;
  readonly tabs: readonly EditorTab[];
  readonly isSmall?: boolean;
  onClose(): void;
}

/** A form in a dialog with tabs. It asks before it discards unsaved changes. */
export function EditorSurface<Draft>({ title, subtitle, editor, tabs, isSmall, onClose }: Props<Draft>) {
  const styles = useStyles();
  const words = useAdminWords();
  useFocusReturn();
  const { ask, question } = useLeaveQuestion(editor.isDirty);
  const { shown, wrongTabs, panel, choose, showProblem } = useShownTab(editor, tabs);
  const close = () => {
    // The answer decides what becomes of the draft.
    if (!editor.isSaving) ask(onClose);
  };
  return (
    <Dialog
      open
      modalType="modal"
      onOpenChange={(event, { open }) => {
        // A click outside the dialog does not close it, because it happens easily by accident.
        if (!open && event.type !== 'click') close();
      }}
    >
      <DialogSurface className={isSmall === true ? styles.small : styles.surface}>
        <DialogBody className={styles.body}>
          <DialogTitle
            action={
              <Button
                appearance="subtle"
                aria-label={words.editor.close}
                icon={<DismissRegular />}
                onClick={close}
              />
            }
          >
            {title}
            {subtitle !== undefined && <small style={subtitleStyle}>{subtitle}</small>}
          </DialogTitle>
          <DialogContent className={styles.content} tabIndex={0}>
            {tabs.length > 1 && <EditorTabs tabs={tabs} shown={shown} wrong={wrongTabs} onChoose={choose} />}
            <div
              ref={panel}
              id="editor-panel"
              {...(tabs.length > 1 ? { role: 'tabpanel', 'aria-labelledby': `tab-${shown?.id ?? ''}` } : {})}
            >
              <EditorMessage editor={editor} />
              <Region of={shown?.id}>{shown?.content}</Region>
            </div>
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={close}>{editor.isReadOnly ? words.editor.close : words.editor.cancel}</Button>
            {!editor.isReadOnly && (
              <Button
                appearance="primary"
                disabledFocusable={editor.isSaving}
                {...(editor.isSaving ? { icon: <Spinner size="tiny" /> } : {})}
                onClick={() => {
                  void editor.save().then(showProblem);
                }}
              >
                {editor.isSaving ? words.editor.saving : words.editor.save}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
        {question}
        {editor.conflict && (
          <ConflictDialog
            base={editor.saved}
            mine={editor.draft}
            newer={editor.conflict}
            isSaving={editor.isSaving}
            onSettle={(draft) => void editor.settle(draft)}
            onClose={editor.dropConflict}
          />
        )}
      </DialogSurface>
    </Dialog>
  );
}

const subtitleStyle = {
  display: 'block',
  fontSize: tokens.fontSizeBase300,
  fontWeight: tokens.fontWeightRegular,
};
