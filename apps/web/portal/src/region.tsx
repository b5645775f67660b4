import { Component, type ComponentChildren } from 'preact';

interface State {
  readonly hasFailed: boolean;
}

/** A part of the page. An error while it is rendered is told in its place, and the rest of the page keeps working. */
export class Region extends Component<{ children: ComponentChildren }, State> {
  override state: State = { hasFailed: false };

  static override getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override render(): ComponentChildren {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <p class="failed" role="alert">
        Something went wrong in this part of the page.{' '}
        <button type="button" onClick={() => this.setState({ hasFailed: false })}>
          Try again
        </button>
      </p>
    );
  }
}
