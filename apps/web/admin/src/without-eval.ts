import { config } from 'zod';

// zod tries `new Function` when the first schema is made, which the content security policy of the page reports. So this
// module must be imported before any other.
config({ jitless: true });
