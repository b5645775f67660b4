import { Component, type ComponentChildren } from 'preact';

interface Props {
  readonly children: ComponentChildren;
}

/**
 * A part of the panel. When it cannot be drawn, it is left out until it changes, and the others stay. The head has none,
 * because the panel's 30 KB are full.
 */
export class Region extends Component<Props, Props> {
  override componentDidCatch(): void {
    this.setState(this.props);
  }

  override render({ children }: Props, state: Props): ComponentChildren {
    return state.children !== children && children;
  }
}
