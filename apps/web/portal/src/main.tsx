import { render } from 'preact';

render(<p>Rejoin</p>, document.body);
