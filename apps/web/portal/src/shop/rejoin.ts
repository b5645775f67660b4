/** As much of the widget's API as this shop uses. */
export interface Rejoin {
  boot(options: {
    widgetId: string;
    endpoint: readonly string[];
    authTokenProvider?: () => Promise<string | undefined>;
  }): void;
  getReconnectContext(): { readonly reconnectId: string | null } | null;
  shutdown(): void;
}

type Commands = Pick<((rejoin: Rejoin) => void)[], 'push'>;

declare global {
  interface Window {
    Rejoin?: Commands;
  }
}

/** Has the widget do something: at once, or as soon as its script has come. */
export function rejoin(command: (rejoin: Rejoin) => void): void {
  (window.Rejoin ??= []).push(command);
}

/** The one script tag that a portal needs. */
export function addWidget(url: string): void {
  const script = document.createElement('script');
  script.async = true;
  script.src = url;
  document.head.append(script);
}
