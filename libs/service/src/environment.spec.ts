import { z } from 'zod';
import { EnvironmentError, readEnvironment } from './environment';

const Schema = z.object({ PORT: z.coerce.number().int().min(1), KEY: z.string().min(1) });

describe('an environment', () => {
  it('is read into what the schema says', () => {
    expect(readEnvironment(Schema, { PORT: '4100', KEY: 'k' })).toEqual({ PORT: 4100, KEY: 'k' });
  });

  it('that is wrong names every variable at once', () => {
    const read = () => readEnvironment(Schema, { PORT: 'none' });
    expect(read).toThrow(EnvironmentError);
    expect(read).toThrow(/PORT[\s\S]*KEY/);
  });
});
