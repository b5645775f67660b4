import { Component, type ComponentChildren } from 'preact';

interface Props {
  readonly children: ComponentChildren;
}

/**
 * A part of the panel. When it cannot be drawn, it is left out until it changes, and the others stay. The head has none,
 * because the panel's 30 KB are full.
 */
export class Region extends Component<Props> {
  /** The children that have failed last; the region itself until it is known which. */
  declare private last: unknown;

  override componentDidCatch(error: unknown): void {
    console.warn(error);
    this.last = this;
    this.setState({});
  }

  // The panel may be drawn again before that update. The error would leave the region if the part was tried then.
  override render({ children }: Props): ComponentChildren {
    if (this.last === this) this.last = children;
    return this.last !== children && children;
  }
}
