import { createApp, defineComponent, h, onMounted, onUnmounted, ref } from 'vue';
import { loadWidget, rejoin } from './load-widget';

let isBooted = false;

/** Shows the chat widget while it is mounted, with a launcher of the page's own. */
const Chat = defineComponent({
  props: { gateway: { type: String, required: true }, widgetId: { type: String, required: true } },
  setup({ gateway, widgetId }) {
    const unread = ref(0);
    let stop: (() => void) | undefined;
    onMounted(() => {
      loadWidget(gateway);
      rejoin((chat) => {
        if (!isBooted) chat.boot({ widgetId, endpoint: gateway, launcher: 'none' });
        isBooted = true;
        stop = chat.on('unread', ({ count }) => (unread.value = count));
        chat.show();
      });
    });
    onUnmounted(() => {
      rejoin((chat) => {
        stop?.();
        // Not shutdown(), which ends it for this browser: that is for a sign-out.
        chat.hide();
      });
    });
    const open = () => rejoin((chat) => chat.open());
    return () => h('button', { onClick: open }, unread.value > 0 ? `Help (${unread.value})` : 'Help');
  },
});

createApp(Chat, { gateway: 'https://chat.example', widgetId: 'shop' }).mount('#app');
