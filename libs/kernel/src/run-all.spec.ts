import { runAll } from './run-all';

describe('tasks of which none holds up another', () => {
  it('give their results in order', async () => {
    expect(await runAll('all failed', [() => 1, () => Promise.resolve(2)])).toEqual([1, 2]);
  });

  it('all run although some fail, and the errors are thrown together afterwards', async () => {
    const ran: string[] = [];
    const broken = (name: string) => () => {
      ran.push(name);
      throw new Error(name);
    };
    const tasks = [broken('first'), () => void ran.push('second'), () => Promise.reject(new Error('third'))];
    await expect(runAll('some have failed', tasks)).rejects.toMatchObject({
      message: 'some have failed',
      errors: [new Error('first'), new Error('third')],
    });
    expect(ran).toEqual(['first', 'second']);
  });
});
