import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { kitWords } from './kit-words';
import { useWords } from './language';
import { useSentence } from './sentence';

interface Props {
  /** What the region shows, such as a route. When it changes, the region is rendered again after an error. */
  readonly of?: string | null | undefined;
  readonly children: ReactNode;
}

interface State {
  readonly failure: { readonly error: unknown } | undefined;
}

/** A part of a page. An error while it is rendered is shown in its place, and the rest of the page keeps working. */
export class Region extends Component<Props, State> {
  override state: State = { failure: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failure && before.of !== this.props.of) this.retry();
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure ? <FailedRegion error={failure.error} onRetry={this.retry} /> : this.props.children;
  }

  private readonly retry = () => {
    this.setState({ failure: undefined });
  };
}

/** Stands in the place of a part of the page that failed. */
export function FailedRegion({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const sentence = useSentence();
  const words = useWords(kitWords);
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>{sentence(error)}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onRetry}>
          {words.tryAgain}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
