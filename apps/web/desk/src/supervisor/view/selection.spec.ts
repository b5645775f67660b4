import {
  checkboxState,
  canExtend,
  selectedOf,
  extensionOf,
  toggleSelection,
  transferableOf,
} from './selection';
import { openWindow } from './supervisor.fixture';

const windows = [openWindow('a'), openWindow('b', { extensionSeconds: 60 }), openWindow('c')];

describe('the selected windows', () => {
  it('are those still open, in the order of the list', () => {
    const chosen = toggleSelection(toggleSelection(toggleSelection(new Set(['gone']), 'c'), 'a'), 'gone');
    expect(selectedOf(windows, chosen).map(({ conversationId }) => conversationId)).toEqual(['a', 'c']);
    expect(selectedOf(windows, toggleSelection(chosen, 'a'))).toHaveLength(1);
  });

  it('are none, some, or all', () => {
    expect(checkboxState(windows, new Set())).toBe(false);
    expect(checkboxState(windows, new Set(['gone']))).toBe(false);
    expect(checkboxState(windows, new Set(['a']))).toBe('mixed');
    expect(checkboxState(windows, new Set(['a', 'b', 'c']))).toBe(true);
  });

  it('are extended by a common duration or by different ones', () => {
    expect(extensionOf([openWindow('a'), openWindow('c')])).toBe(300);
    expect(extensionOf(windows)).toBeNull();
    expect(extensionOf([])).toBeNull();
    expect(canExtend([openWindow('a', { extensionsLeft: 0 })])).toBe(false);
    expect(canExtend([openWindow('a', { extensionsLeft: 0 }), openWindow('b')])).toBe(true);
  });

  it('are transferred only if an agent has them, with their units on hold', () => {
    const parked = openWindow('d', { state: 'open', agent: null, heldUnits: 0 });
    const { active, units } = transferableOf([...windows, parked]);
    expect([active.length, units]).toEqual([3, 60]);
  });
});
