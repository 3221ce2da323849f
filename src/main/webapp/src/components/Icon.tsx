const shapes = {
  overview: 'M2.5 11.5 6 7l3 3 4.5-6M2.5 14h11',
  adc: 'M8 2v4M8 6 3.5 10v3.5M8 6l4.5 4v3.5M8 6v7.5',
  node: 'M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01',
  usage: 'M3 13.5V9M6.5 13.5V5M10 13.5V7.5M13.5 13.5v-11',
  billing: 'M1.8 3.5h12.4v9H1.8zM1.8 6.5h12.4M4 10h3',
  settings: 'M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 2.7v3.6M6 9.7v3.6',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7',
  moon: 'M13 9.7A5.6 5.6 0 0 1 6.3 3a5.6 5.6 0 1 0 6.7 6.7z',
  system: 'M2 3h12v8H2zM6 14h4M8 11v3',
  person: 'M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8M2.8 14c.6-2.6 2.7-4 5.2-4s4.6 1.4 5.2 4',
  check: 'M3 8.5 6.5 12 13 4.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  chevron: 'M4.5 6 8 9.8 11.5 6',
  out: 'M6.5 2.5h-4v11h4M6.5 8h7M10.5 4.8 13.7 8l-3.2 3.2',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d={shapes[name]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
