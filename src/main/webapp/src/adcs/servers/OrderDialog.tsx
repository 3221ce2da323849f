import { Modal } from '@mantine/core';
import { DrainForm } from './DrainForm';
import type { ServerState } from './serverStates';
import { ShareForm } from './ShareForm';
import type { ServerOrder } from './useServerOrder';
import { WeightForm } from './WeightForm';

export type Ask = 'drain' | 'weight' | 'share';

export interface Asked {
  what: Ask;
  pool: string;
  server: string;
}

export interface FormProps {
  server: ServerState;
  order: ServerOrder;
  onClose: () => void;
}

const titles: Record<Ask, string> = { drain: 'Drain', weight: 'Weight of', share: 'Share of the traffic for' };
const forms = { drain: DrainForm, weight: WeightForm, share: ShareForm };

interface Props {
  asked: Asked | undefined;
  server: ServerState | undefined;
  order: ServerOrder;
  onClose: () => void;
}

/** Asks for what an order needs to know. */
export function OrderDialog({ asked, server, order, onClose }: Props) {
  const Form = asked && forms[asked.what];
  return (
    <Modal
      opened={asked !== undefined && server !== undefined}
      onClose={onClose}
      title={asked ? `${titles[asked.what]} ${asked.server}` : ''}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {Form && server && <Form server={server} order={order} onClose={onClose} />}
    </Modal>
  );
}
