import { eventually } from '@rejoin/testing';
import { click, keys, moveTo, type, type Tab } from './tab';

/** The widget in a tab of any browser, used through its shadow root, real keys and a real mouse. */
export class WidgetTab {
  constructor(readonly tab: Tab) {}

  /** Evaluates in the page: `root` is the widget's shadow root. */
  inside<Value>(expression: string): Promise<Value> {
    return this.tab.evaluate<Value>(
      `((root) => ${expression})(document.querySelector('#rejoin-widget').shadowRoot)`,
    );
  }

  /** The visible text, without elements that are not displayed. */
  text(): Promise<string> {
    return this.inside<string>(`root.querySelector('[role=dialog]')?.innerText ?? ''`);
  }

  async sees(text: string | RegExp): Promise<void> {
    await eventually(async () => expect(await this.text()).toMatch(text));
  }

  messages(): Promise<string[]> {
    return this.inside(`[...root.querySelectorAll('.bubble')].map((bubble) => bubble.lastChild.textContent)`);
  }

  typed(): Promise<string> {
    return this.inside(`root.querySelector('textarea').value`);
  }

  /** Presses the button of this name at its visible position. */
  private pressButton(name: string): Promise<void> {
    return this.clickOn(`[...root.querySelectorAll('button')].find((one) =>
      one.checkVisibility() && (one.ariaLabel ?? one.textContent) === ${JSON.stringify(name)})`);
  }

  /** Opens the panel and puts the cursor in the composer. */
  async openPanel(launcher = 'Open chat'): Promise<void> {
    // The panel is fetched when the pointer approaches the launcher, and brings a launcher of its own.
    await this.near(`root.querySelector('.launcher')`);
    await eventually(() => this.inside(`root.querySelector('.launcher[aria-expanded]') !== null`));
    await this.pressButton(launcher);
    await this.toComposer();
  }

  /** The panel moves while it opens. It is clicked when it has stopped. */
  async toComposer(): Promise<void> {
    await eventually(() => this.inside(`root.querySelector('.panel')?.getAnimations().length === 0`));
    await this.clickOn(`root.querySelector('textarea')`);
  }

  private async clickOn(element: string): Promise<void> {
    await this.near(element);
    await click(this.tab);
  }

  /** Moves the mouse over an element as soon as the element exists. */
  private async near(element: string): Promise<void> {
    const place = await eventually(() =>
      this.inside<{ x: number; y: number } | null>(`{
        const box = (${element})?.getBoundingClientRect();
        return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
      }`),
    );
    await moveTo(this.tab, place);
  }

  async say(text: string): Promise<void> {
    await type(this.tab, text + keys.enter);
    await eventually(async () => expect(await this.messages()).toContain(text));
  }

  /** A chat that the agent has accepted. */
  async startChat(text: string): Promise<void> {
    await this.openPanel();
    await this.say(text);
    await this.sees('joined the chat');
  }

  /** Loads the page again. Afterwards only the new page answers. */
  async reload(): Promise<void> {
    await this.tab.evaluate('void (window.isOld = true, location.reload())');
    await eventually(() => this.tab.evaluate(`!window.isOld && document.readyState === 'complete'`));
  }
}
