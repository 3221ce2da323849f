import { useParams } from 'react-router';

/** The organisation in the address. */
export function useOrganisation(): string {
  const { organisation } = useParams();
  if (!organisation) throw new Error('Used outside /o/{organisation}');
  return organisation;
}
