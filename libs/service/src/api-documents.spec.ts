import { openApiHttp } from './api-documents';
import { Problem } from './problem';

describe('the API document over HTTP', () => {
  const served = (switched: string | undefined) => {
    const { REJOIN_API_DOCUMENTS: before, ...others } = process.env;
    process.env = { ...others, ...(switched === undefined ? {} : { REJOIN_API_DOCUMENTS: switched }) };
    const Controller = openApiHttp(() => ({ openapi: '3.1.0' }));
    const controller = new Controller() as { read(): object };
    process.env = { ...others, ...(before === undefined ? {} : { REJOIN_API_DOCUMENTS: before }) };
    return () => controller.read();
  };

  it('is served unless the operator switches it off', () => {
    expect(served(undefined)()).toEqual({ openapi: '3.1.0' });
    expect(served('1')()).toEqual({ openapi: '3.1.0' });
    expect(served('0')).toThrow(Problem);
  });
});
