// These come first: the second makes Angular's own packages usable without its build.
import 'zone.js';
import '@angular/compiler';
import { Component, provideZoneChangeDetection, signal, type OnDestroy, type OnInit } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { loadWidget, rejoin } from './load-widget';

let isBooted = false;

/** Shows the chat widget while it is mounted, with a launcher of the page's own. */
@Component({
  selector: '#app',
  template: `<button (click)="open()">{{ unread() > 0 ? 'Help (' + unread() + ')' : 'Help' }}</button>`,
})
class Chat implements OnInit, OnDestroy {
  readonly unread = signal(0);
  private stop: (() => void) | undefined;

  ngOnInit(): void {
    loadWidget('https://chat.example');
    rejoin((chat) => {
      if (!isBooted) chat.boot({ widgetId: 'shop', endpoint: 'https://chat.example', launcher: 'none' });
      isBooted = true;
      this.stop = chat.on('unread', ({ count }) => this.unread.set(count));
      chat.show();
    });
  }

  ngOnDestroy(): void {
    rejoin((chat) => {
      this.stop?.();
      // Not shutdown(), which ends it for this browser: that is for a sign-out.
      chat.hide();
    });
  }

  open(): void {
    rejoin((chat) => chat.open());
  }
}

void bootstrapApplication(Chat, { providers: [provideZoneChangeDetection()] });
