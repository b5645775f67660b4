export const list = '/v1/accounts';
export const one = (id: string) => `/v1/accounts/${id}`;
export const read = (base: string, id: string) => `${base}/v1/accounts/${id}`;
export const route = '/accounts';
