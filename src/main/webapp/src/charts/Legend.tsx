interface Props {
  label: string;
  colour: string;
  value: string;
}

export function Legend({ label, colour, value }: Props) {
  return (
    <span className="legend">
      <i style={{ background: `var(${colour})` }} />
      {label} <b>{value}</b>
    </span>
  );
}
