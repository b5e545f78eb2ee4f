import { useData, withBase } from 'vitepress';
import { computed, defineComponent, h, onMounted, reactive, ref } from 'vue';

/** The custom properties one tries here, each with the control that chooses it and what it begins with. */
const properties = [
  { name: '--scanfill-accent', type: 'color', value: '#1a5f7a' },
  { name: '--scanfill-on-accent', type: 'color', value: '#ffffff' },
  { name: '--scanfill-radius', type: 'range', value: '8', unit: 'px', min: 0, max: 28 },
  { name: '--scanfill-font', type: 'select', value: 'system-ui', values: ['system-ui', 'serif', 'monospace'] },
];

/** The element with its looks to choose, and the lines of CSS that make it look so. No photo leaves the page. */
export const Playground = defineComponent({
  setup() {
    const { isDark } = useData();
    const chosen = reactive({});
    const card = ref('id-card-front');
    const element = ref();
    const styles = computed(() => ({ ...chosen }));
    const css = computed(() => {
      const lines = Object.entries(chosen).map(([name, value]) => `  ${name}: ${value};`);
      return lines.length === 0 ? '/* as it comes */' : `scan-fill {\n${lines.join('\n')}\n}`;
    });

    onMounted(() => {
      // Without a session nothing is sent.
      element.value.session = () => Promise.reject(new Error('There is no proxy behind this page.'));
      if (customElements.get('scan-fill')) return;
      const script = document.createElement('script');
      script.type = 'module';
      script.src = withBase('/widget/scanfill.js');
      document.head.append(script);
    });

    const choose = ({ name, unit = '' }) => ({
      id: `playground${name}`,
      onInput: ({ target }) => {
        chosen[name] = `${target.value}${unit}`;
      },
    });
    const control = (property) => {
      const { type, value, values, min, max } = property;
      return type === 'select'
        ? h(
            'select',
            choose(property),
            values.map((each) => h('option', { selected: each === value }, each)),
          )
        : h('input', { ...choose(property), type, value, min, max });
    };

    return () =>
      h('section', { class: 'playground', 'aria-label': 'Try it' }, [
        h('div', { class: 'playground-controls' }, [
          ...properties.map((property) =>
            h('label', { for: `playground${property.name}` }, [h('code', property.name), control(property)]),
          ),
        ]),
        h('scan-fill', {
          ref: element,
          card: card.value,
          endpoint: '/scanfill',
          theme: isDark.value ? 'dark' : 'light',
          style: styles.value,
        }),
        h('pre', { class: 'playground-css', tabindex: 0 }, css.value),
        h(
          'p',
          'There is no proxy behind this page: a photo is checked here, goes nowhere, and shows how a failure looks.',
        ),
      ]);
  },
});
