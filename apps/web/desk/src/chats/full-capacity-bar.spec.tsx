import { screen } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';
import { FullCapacityBar } from './full-capacity-bar';

const bar = () => screen.queryByText(/^No capacity for new conversations\./);
const closeSeveral = jest.fn();

/** Shows the bar of an agent with this status. */
async function open(status: object, inWrapUp = 0): Promise<DeskPage> {
  const page = await DeskPage.open({
    content: <FullCapacityBar inWrapUp={inWrapUp} onCloseSeveral={closeSeveral} />,
  });
  page.changeStatus(status);
  return page;
}

describe('an agent whose capacity is used up', () => {
  beforeEach(() => closeSeveral.mockReset());

  it.each([
    [{ usedUnits: 5, maxUnits: 6 }, false],
    [{ usedUnits: 6, maxUnits: 6 }, true],
    [{ usedUnits: 7, maxUnits: 6 }, true],
    [{ usedUnits: 0, maxUnits: 0 }, false],
  ])('is told so with %j: %p', async (status, isTold) => {
    await open(status);
    expect(bar() !== null).toBe(isTold);
  });

  it('closes several conversations where those in wrap-up take capacity', async () => {
    const page = await open({ usedUnits: 6, maxUnits: 6, wrapUpUnits: 2 }, 2);
    await page.user.click(await screen.findByRole('button'));
    expect(closeSeveral).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['none is in wrap-up', { usedUnits: 6, maxUnits: 6, wrapUpUnits: 2 }, 0],
    ['those in wrap-up take none', { usedUnits: 6, maxUnits: 6, wrapUpUnits: 0 }, 2],
  ])('has nothing to close where %s', async (_, status, inWrapUp) => {
    await open(status, inWrapUp);
    expect(bar()).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('may be able to close some where the service does not say what they take', async () => {
    await open({ usedUnits: 6, maxUnits: 6 }, 1);
    expect(await screen.findByRole('button')).toBeTruthy();
  });
});
