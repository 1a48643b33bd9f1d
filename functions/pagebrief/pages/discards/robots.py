"""Bot walls: pages that want to know whether a person is reading, and pages that have decided."""

from pagebrief.model import DiscardReason
from pagebrief.pages.discards.kinds import Hint, kind

BOT_WALL = kind(
    DiscardReason.BOT_WALL,
    own=100,
    visible=600,
    headings=r"""
        just a moment
        one moment,? please
        please wait a moment
        nur einen moment
        einen moment(?: bitte)?
        un momento?
        un instant
        um momento
        een (?:ogenblik|moment)(?: geduld)?
        un attimo
        attention required
        access denied
        access (?:to this (?:page|site) )?(?:has been |is )?(?:denied|blocked|restricted)
        accès (?:refusé|temporairement restreint)
        acceso denegado
        zugriff verweigert
        accesso negato
        acesso negado
        toegang geweigerd
        (?:are you (?:a )?(?:robot|human)|robot check|bot check|security check|security verification
            |human verification|one more step|sicherheits(?:überprüfung|prüfung)|sicherheitsabfrage
            |vérification(?: de sécurité)?|verificación(?: de seguridad)?|verifica di sicurezza
            |verificação de segurança|beveiligingscontrole)
        (?:sorry, )?you have been blocked
        you are being rate limited
        too many requests
        pardon our interruption
        before we continue
        (?:please )?verify (?:that )?you(?:'re| are) (?:a )?(?:human|not a robot).{0,60}
        captcha(?: required)?
    """,
    sentences=r"""
        check(?:ing|s) (?:if the site connection is secure|your browser(?: before)?|you are human)
        (?:verify|verifying|confirm|prove|know|sure|check that) (?:that )?you(?:'re| are) (?:a )?(?:human
            |not a (?:robot|bot)|really human|a real person)
        needs to review the security of your connection
        (?:detected|noticed) (?:some )?(?:unusual|suspicious|automated|abnormal) (?:traffic|activity
            |behaviou?r|requests)
        enable (?:javascript|js) and (?:cookies to continue|disable any ad ?blocker)
        you don't have permission to access .{0,200}on this server
        made us think (?:that )?you(?:'re| are| were) a bot
        (?:look like|appear to be|think you(?:'re| are| were)) (?:those of )?a (?:ro)?bot
        (?:access|banned) (?:you temporarily )?(?:from accessing|to) this (?:website|site
            |page).{0,20}(?:blocked|denied|automated)?
        complete the (?:security check|captcha|challenge|action below)
        (?:type|enter) the characters (?:you see|shown|below|in (?:the|this) image)
        (?:completing the captcha|captcha proves)
        (?:press (?:&|and) hold|press and hold|slide to|click the box below).{0,40}(?:confirm|verify|human
            |robot|let us know|unlock)
        ddos protection by
        performance & security by
        protected by .{0,20}(?:captcha|bot)
        (?:incapsula|imperva) incident id
        request unsuccessful
        you (?:have been|are) blocked
        unable to access [\w.-]{4,80}
        too many requests from (?:you|your)
        ungewöhnliche[nrs]? (?:datenverkehr|aktivität|zugriffe)
        bestätigen sie,? dass sie (?:ein mensch|kein roboter)
        (?:sicherheit ihrer verbindung|ihren browser) (?:überprüf|prüf)
        (?:activité|trafic) (?:inhabituelle?|suspecte?|anormale?)
        (?:confirm|prouv|vérifi)(?:er|ez) que vous (?:êtes (?:un )?(?:humain|être humain)
            |n'êtes pas un robot)
        (?:tráfico|actividad) (?:inusual|sospechosa?|anormal)
        (?:verifica|confirma|demuestra|verifique|confirme) que (?:no )?eres (?:un )?(?:ser )?(?:humano
            |robot)
        (?:verifique|confirme) que (?:no )?es (?:un )?(?:ser )?(?:humano|robot)
        revisar la seguridad de (?:tu|su) conexión
        (?:traffico|attività) (?:insolit[oa]|anomal[oa]|sospett[oa])
        (?:conferma|verifica|dimostra) di (?:non essere un robot|essere (?:un )?uman[oa]
            |essere una persona)
        (?:tráfego|atividade) (?:incomum|suspeit[oa])
        (?:confirme|verifique|comprove) que (?:você )?(?:é (?:um )?(?:ser )?humano|não é um robô)
        verificar a segurança da sua conexão
        (?:ongebruikelijk|verdacht)e? (?:verkeer|activiteit)
        (?:bevestig|controleer|verifieer) dat (?:u|je) (?:een mens|geen robot)
        veiligheid van (?:uw|je) verbinding
    """,
    controls=r"""
        .{0,40}ray id:?.{0,40}
        .{0,30}reference (?:id|#|number).{0,60}
        .{0,20}(?:your ip|ip address|ip-adresse|adresse ip):? [\da-f.:]{7,40}.{0,40}
        why (?:did this happen|have i been blocked)\??
        i'm not a robot
        ich bin kein roboter
        je ne suis pas un robot
        no soy un robot
        non sono un robot
    """,
    hints=((Hint.CAPTCHA, 1), (Hint.CHALLENGE, 2)),
)
