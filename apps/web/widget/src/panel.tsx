import { ChatClient } from '@rejoin/client';
import { render } from 'preact';

render(<p>{String(ChatClient)}</p>, document.body);
