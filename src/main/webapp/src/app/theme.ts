import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef2ff',
  '#dfe6ff',
  '#bdcaff',
  '#98adff',
  '#7a93fb',
  '#5f7cf2',
  '#4a67e8',
  '#3d5be0',
  '#324bbd',
  '#283d98',
];

const dark: MantineColorsTuple = [
  '#dce0e8',
  '#b6bcc9',
  '#949cac',
  '#6b7384',
  '#3d4554',
  '#2a303c',
  '#1d222b',
  '#15191f',
  '#0e1116',
  '#0a0c10',
];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, dark },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.4', xl: '1.3' },
  headings: { fontWeight: '600' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { styles: { root: { fontWeight: 500 } } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 }, radius: 10 } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, events: { hover: true, focus: true, touch: true } } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end' } },
    NumberInput: { defaultProps: { hideControls: true, allowDecimal: false, clampBehavior: 'none' } },
  },
});

/** Mantine takes its surfaces from our own tokens (styles.css), so that the two never differ. */
export const cssVariables: CSSVariablesResolver = () => {
  const surfaces = {
    '--mantine-color-body': 'var(--n-surface)',
    '--mantine-color-text': 'var(--n-text)',
    '--mantine-color-dimmed': 'var(--n-dim)',
    '--mantine-color-placeholder': 'var(--n-faint)',
    '--mantine-color-default-border': 'var(--n-line-strong)',
    '--mantine-color-error': 'var(--n-bad)',
  };
  return { variables: {}, light: surfaces, dark: { ...surfaces, '--mantine-color-default': 'var(--n-raised)' } };
};
