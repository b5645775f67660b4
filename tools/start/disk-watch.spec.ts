import { watchDisk } from './disk-watch';

describe('watching a disk', () => {
  let said: string[];
  let free: number;
  let stop: () => void;

  beforeEach(() => {
    jest.useFakeTimers();
    said = [];
    free = 1e9;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    stop = watchDisk('/data', () => free);
  });
  afterEach(() => {
    stop();
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const after = (bytes: number) => {
    free = bytes;
    jest.advanceTimersByTime(6_000);
  };

  it('says nothing while there is room', () => {
    after(1e8);
    expect(said).toEqual([]);
  });

  it('says once that it is full and what is to be done, and once that there is room again', () => {
    after(1e6);
    expect(said).toEqual([expect.stringContaining('ALARM: the disk of /data is full; make room')]);
    after(0);
    after(1e9);
    expect(said.slice(1)).toEqual([expect.stringContaining('the disk of /data has room again')]);
  });
});
